-- Imports of users that were applied, and what became of each row; nothing of the users themselves but their ids. Kept for 30 days.
create table user_import (
    tenant_id   uuid        not null,
    import_id   uuid        not null,
    actor       text        not null,
    received_at timestamptz not null,
    total       integer     not null,
    created     integer     not null,
    changed     integer     not null,
    unchanged   integer     not null,
    rejected    integer     not null,
    constraint user_import_pk primary key (tenant_id, import_id),
    constraint user_import_tenant_fk foreign key (tenant_id) references tenant,
    constraint user_import_counts_every_row check (total = created + changed + unchanged + rejected)
);
create index user_import_by_age on user_import (received_at);

create table user_import_row (
    tenant_id uuid    not null,
    import_id uuid    not null,
    line      integer not null,
    user_id   uuid,
    outcome   text    not null,
    errors    jsonb,
    constraint user_import_row_pk primary key (tenant_id, import_id, line),
    constraint user_import_row_import_fk foreign key (tenant_id, import_id) references user_import on delete cascade,
    constraint user_import_row_outcome_known check (outcome in ('created', 'changed', 'unchanged', 'rejected')),
    constraint user_import_row_says_why check ((outcome = 'rejected') = (errors is not null))
);

-- Where rows are while their import is under way. COPY goes into no table with row-level security, so this one has none: no transaction
-- leaves a row in it, and none sees another's. Not logged, because nothing of it outlives a crash anyway.
create unlogged table user_import_staging (
    import_id                   uuid    not null,
    line                        integer not null,
    user_id                     uuid,
    new_id                      uuid    not null,
    given                       text[]  not null,
    user_principal_name         text,
    display_name                text,
    account_type                text,
    usage_location              text,
    licences                    text[],
    coexistence_mode            text,
    on_prem_line_uri            text,
    registrar_pool              text,
    online_voice_routing_policy text,
    errors                      jsonb,
    outcome                     text,
    constraint user_import_staging_pk primary key (import_id, line)
);

create function user_import_error(code text, pointer text, detail text) returns jsonb
    language sql immutable
    return jsonb_build_object('code', code, 'detail', detail, 'pointer', pointer);

alter table user_import enable row level security;
alter table user_import force row level security;
create policy user_import_in_scope on user_import to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy user_import_in_background on user_import to ${background_role} using (true) with check (true);

alter table user_import_row enable row level security;
alter table user_import_row force row level security;
create policy user_import_row_in_scope on user_import_row to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy user_import_row_in_background on user_import_row to ${background_role} using (true) with check (true);

grant select, insert on user_import, user_import_row to ${app_role};
grant select, delete on user_import, user_import_row to ${background_role};
grant select, insert, update, delete on user_import_staging to ${app_role};
