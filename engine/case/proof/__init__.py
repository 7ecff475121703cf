"""Why: proofs, made, walked through and checked."""
