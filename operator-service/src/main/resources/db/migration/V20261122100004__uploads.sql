create table uploads (
    upload_id        uuid        not null,
    order_id         uuid        not null,
    operator_id      uuid        not null,
    tenant_id        uuid        not null,
    status           text        not null,
    enablement_epoch integer     not null,
    attempt          integer     not null default 1,
    chunks           integer     not null default 0,
    digest           bytea,
    total            integer     not null default 0,
    accepted         integer     not null default 0,
    rejected         integer     not null default 0,
    skipped          integer     not null default 0,
    failure          text,
    received_at      timestamptz not null,
    completed_at     timestamptz,
    constraint uploads_pk primary key (upload_id),
    constraint uploads_order foreign key (order_id) references orders (order_id),
    constraint uploads_status_known check (status in
        ('received', 'validating', 'delivering', 'completed', 'completedWithErrors', 'failed')),
    constraint uploads_digest_once_whole check (digest is not null or status in ('received', 'failed')),
    constraint uploads_counts_add_up check (accepted >= 0 and rejected >= 0 and skipped >= 0 and accepted + rejected <= total),
    constraint uploads_completed_when_settled check (status <> 'completed' or (accepted = total and rejected = 0))
);

-- The same content for the same order is one upload while it runs and once all of it was delivered.
create unique index uploads_same_content on uploads (order_id, digest)
    where status in ('validating', 'delivering', 'completed');
create index uploads_of_order on uploads (order_id);
create index uploads_open on uploads (status, upload_id) where status in ('received', 'delivering');

create table upload_rows (
    upload_id                   uuid     not null,
    line                        integer  not null,
    order_id                    uuid     not null,
    operator_id                 uuid     not null,
    tenant_id                   uuid     not null,
    submitted_number            text     not null,
    telephone_number            bigint,
    order_line                  integer,
    country                     text,
    service                     text,
    usage                       text,
    additional_usages           text[],
    mobile                      boolean,
    toll_free                   boolean,
    city                        text,
    civic_address_id            uuid,
    location_id                 uuid,
    allow_tenant_address_update boolean,
    displayed_country_code      text,
    labels                      jsonb,
    status                      text     not null,
    code                        text,
    detail                      text,
    attempt                     integer  not null default 1,
    chunk                       integer,
    holding_id                  uuid,
    constraint upload_rows_pk primary key (upload_id, line),
    constraint upload_rows_upload foreign key (upload_id) references uploads (upload_id) on delete cascade,
    constraint upload_rows_status_known check (status in ('pending', 'delivered', 'rejected', 'skipped')),
    constraint upload_rows_rejected_with_code check (status <> 'rejected' or (code is not null and detail is not null)),
    constraint upload_rows_complete_to_go check (status not in ('pending', 'delivered')
        or (telephone_number is not null and order_line is not null and country is not null
            and service is not null and usage is not null))
);

create index upload_rows_to_hand_out on upload_rows (upload_id, line) where status = 'pending' and chunk is null;
create index upload_rows_under_way on upload_rows (upload_id) where status = 'pending' and chunk is not null;
create index upload_rows_pending_of_order on upload_rows (order_id, order_line) where status = 'pending';
create index upload_rows_by_status on upload_rows (upload_id, status, line);

-- Where COPY writes, which row-level security would forbid; a transaction takes its rows out again before it commits. For the
-- background role alone.
create unlogged table upload_staging (
    upload_id                   uuid    not null,
    line                        integer not null,
    submitted_number            text,
    telephone_number            bigint,
    order_line                  integer,
    country                     text,
    service                     text,
    usage                       text,
    additional_usages           text[],
    mobile                      boolean,
    toll_free                   boolean,
    city                        text,
    civic_address_id            uuid,
    location_id                 uuid,
    allow_tenant_address_update boolean,
    displayed_country_code      text,
    labels                      jsonb,
    status                      text,
    code                        text,
    detail                      text
);
create index upload_staging_by_upload on upload_staging (upload_id);
grant select, insert, delete on upload_staging to ${background_role};

alter table uploads enable row level security;
alter table uploads force row level security;
create policy uploads_app on uploads to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy uploads_background on uploads to ${background_role} using (true) with check (true);

alter table upload_rows enable row level security;
alter table upload_rows force row level security;
create policy upload_rows_app on upload_rows to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy upload_rows_background on upload_rows to ${background_role} using (true) with check (true);

grant select, insert, update, delete on uploads, upload_rows to ${app_role}, ${background_role};
