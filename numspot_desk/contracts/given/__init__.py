"""Facts given as JSON for the commands of the rules: read, typed, every fault located."""
