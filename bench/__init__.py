"""Measures beside their floors: how far each promise of speed is from the best this machine can do. See README.md."""
