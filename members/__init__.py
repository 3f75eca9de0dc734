"""Member records: tables, migrations, queries, rules and demonstration members."""
