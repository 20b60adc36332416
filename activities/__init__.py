"""The catalogue of migration-governance activities: what happened, who took part, and which article says so."""
