"""What is kept about one home, found, given out, and forgotten: it crosses every room, so it lives at the desk."""
