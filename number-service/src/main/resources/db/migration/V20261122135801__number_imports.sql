-- Imports of claims and what became of each row; kept for 30 days. Rows wait here while their import is under way, in its transaction:
-- nobody else ever sees one that waits.
create table number_import (
    tenant_id   uuid        not null,
    import_id   uuid        not null,
    actor       text        not null,
    received_at timestamptz not null default business_now(),
    total       integer     not null default 0,
    imported    integer     not null default 0,
    unchanged   integer     not null default 0,
    rejected    integer     not null default 0,
    constraint number_import_pk primary key (tenant_id, import_id),
    constraint number_import_counts_every_row check (total = imported + unchanged + rejected)
);
create index number_import_by_age on number_import (received_at);

create table number_import_row (
    tenant_id uuid    not null,
    import_id uuid    not null,
    line      integer not null,
    sent      text,
    number    bigint,
    target_id uuid,
    fields    jsonb,
    status    text    not null,
    errors    jsonb,
    constraint number_import_row_pk primary key (tenant_id, import_id, line),
    constraint number_import_row_import_fk foreign key (tenant_id, import_id) references number_import on delete cascade,
    constraint number_import_row_status_known check (status in ('waiting', 'imported', 'unchanged', 'rejected')),
    constraint number_import_row_says_why check ((status = 'rejected') = (errors is not null)),
    constraint number_import_row_waits_for_a_number check (status <> 'waiting' or (number is not null and fields is not null))
);

alter table number_import enable row level security;
alter table number_import force row level security;
create policy number_import_tenant on number_import to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy number_import_background on number_import to ${background_role} using (true) with check (true);
alter table number_import_row enable row level security;
alter table number_import_row force row level security;
create policy number_import_row_tenant on number_import_row to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy number_import_row_background on number_import_row to ${background_role} using (true) with check (true);
grant select, insert, update on number_import, number_import_row to ${app_role};
grant select, delete on number_import, number_import_row to ${background_role};
