-- What was asked of an upload beside its rows, and since when its present attempt delivers.
alter table uploads
    add column dry_run          boolean     not null default false,
    add column atomic           boolean     not null default false,
    add column delivering_since timestamptz,
    add column settled_before   integer     not null default 0;

-- A dry run delivers nothing, so it is over when it has ended: the same content asked about again is asked anew.
drop index uploads_same_content;
create unique index uploads_same_content on uploads (order_id, digest)
    where status in ('validating', 'delivering') or (status = 'completed' and not dry_run);

-- source_line: of the file, where ranges made several rows of it; null where it is the row's own. submitted: what the file said, of
-- rows of which nothing else was kept.
alter table upload_rows
    add column source_line integer,
    add column submitted   jsonb,
    drop constraint upload_rows_status_known,
    add constraint upload_rows_status_known check (status in ('pending', 'delivered', 'deliverable', 'rejected', 'skipped')),
    drop constraint upload_rows_complete_to_go,
    add constraint upload_rows_complete_to_go check (status not in ('pending', 'delivered', 'deliverable')
        or (telephone_number is not null and order_line is not null and country is not null
            and service is not null and usage is not null));

alter table upload_staging
    add column source_line integer,
    add column submitted   jsonb;
