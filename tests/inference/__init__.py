"""Tests of inference, with an oracle and makers of random rule bases."""
