"""What falls due in a contract: a pure function of its facts, the version that governs and the readings."""
