-- Chunks of an upload that is delivered whole or not at all, until the last of them has come.
create table staged_chunk (
    upload_id   uuid        not null,
    attempt     integer     not null,
    chunk       integer     not null,
    tenant_id   uuid        not null,
    operator_id uuid        not null,
    refused     boolean     not null,
    payload     jsonb       not null,
    staged_at   timestamptz not null default business_now(),
    constraint staged_chunk_pk primary key (upload_id, attempt, chunk)
);
alter table staged_chunk enable row level security;
alter table staged_chunk force row level security;
create policy staged_chunk_background on staged_chunk to ${background_role} using (true) with check (true);
grant select, insert, delete on staged_chunk to ${background_role};
