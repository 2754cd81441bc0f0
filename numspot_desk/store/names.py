"""The names of the files in the folder of a workspace, so that all who touch them agree."""

from typing import Final

STORE_FILE: Final = "workspace.db"
JOURNAL_FILE: Final = "workspace.db-journal"
KEY_FILE: Final = "workspace.keys.json"
BACKUP_FOLDER: Final = "backups"
BACKUP_SUFFIX: Final = ".ndbackup"
ASIDE_FOLDER: Final = "former"
RESTORE_NOTE: Final = "restore.json"
RESTORE_FOLDER: Final = "restoring"
