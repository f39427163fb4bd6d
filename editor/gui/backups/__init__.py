"""The backups as their author sees them: where, how many, how old, and the way back."""
