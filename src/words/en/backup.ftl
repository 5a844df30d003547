# Backups, restoring, and the database's schema.
backup-newer = This database was last used by a newer ryokai (its schema is { $database }; this program knows { $program } at most). Nothing was changed. Start the newer program, or restore a backup from before.
backup-before-migration = Before bringing the database up to date, a copy was kept: { $file }
