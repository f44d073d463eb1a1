"""What phones hand in: stored byte for byte, then opened, then applied through the same verbs as the desk. The protocol: docs/deposit.md."""
