-- Bulk work on a tenant's numbers. Rows wait until a batch takes them; a batch is one transaction, so nothing is ever half done.
create table operation (
    operation_id   uuid        not null,
    tenant_id      uuid        not null,
    kind           text        not null,
    status         text        not null,
    reason         text,
    accepted_by    text        not null,
    correlation_id text,
    total          integer     not null,
    succeeded      integer     not null default 0,
    failed         integer     not null default 0,
    cancelled      integer     not null default 0,
    accepted_at    timestamptz not null default business_now(),
    changed_at     timestamptz not null default business_now(),
    ended_at       timestamptz,
    constraint operation_pk primary key (operation_id),
    constraint operation_kind_known check (kind in ('assignments', 'unassignments', 'releases', 'emergencyLocations')),
    constraint operation_status_known check (status in ('running', 'completed', 'completedWithErrors', 'cancelled')),
    constraint operation_ended_whole check ((status = 'running') = (ended_at is null)),
    constraint operation_counts_add_up check
        (succeeded + failed + cancelled <= total and (status = 'running' or succeeded + failed + cancelled = total))
);
create index operation_of_tenant on operation (tenant_id, operation_id);
create index operation_running on operation (changed_at) where status = 'running';

create table operation_row (
    operation_id      uuid    not null,
    position          integer not null,
    tenant_id         uuid    not null,
    line              integer not null,
    sent              text,
    number            bigint,
    holding_id        uuid,
    accepted_revision bigint,
    fields            jsonb   not null,
    status            text    not null,
    errors            jsonb,
    constraint operation_row_pk primary key (operation_id, position),
    constraint operation_row_operation_fk foreign key (operation_id) references operation,
    constraint operation_row_status_known check (status in ('pending', 'succeeded', 'failed', 'cancelled')),
    constraint operation_row_pending_is_found check
        (status <> 'pending' or (number is not null and holding_id is not null and accepted_revision is not null)),
    constraint operation_row_failed_says_why check ((status = 'failed') = (errors is not null))
);
create index operation_row_next on operation_row (operation_id, number) where status = 'pending';
create index operation_row_waiting on operation_row (holding_id) where status = 'pending';

alter table operation enable row level security;
alter table operation force row level security;
create policy operation_tenant on operation to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy operation_background on operation to ${background_role} using (true) with check (true);
alter table operation_row enable row level security;
alter table operation_row force row level security;
create policy operation_row_tenant on operation_row to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy operation_row_background on operation_row to ${background_role} using (true) with check (true);
grant select, insert, update on operation, operation_row to ${app_role};
grant select, update on operation, operation_row to ${background_role};
