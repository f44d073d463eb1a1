"""The house: settings, addresses and server entry. It wires the rooms together and holds no rule of its own."""
