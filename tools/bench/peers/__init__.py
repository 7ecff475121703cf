"""One adaptor for each peer: the bare rules in its own language, put as it does best."""
