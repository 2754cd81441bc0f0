"""The encrypted workspace: SQLAlchemy Core over SQLCipher, keys, migrations, backups. Rows never leave
this floor."""
