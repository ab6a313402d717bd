"""What a person tells the inspector of the site is kept with the visit."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("visits", sa.Column("site_note", sa.Text(), nullable=True))
