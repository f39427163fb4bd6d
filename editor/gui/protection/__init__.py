"""What stands between a notebook and other people: the passphrase, the lock, the recovery key."""
