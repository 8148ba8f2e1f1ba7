create table note (
    note_id      uuid        not null,
    tenant_id    uuid        not null,
    title        text        not null,
    number       bigint,
    usage        text,
    revision     bigint      not null,
    constraint note_pk primary key (note_id),
    constraint note_title_unique unique (tenant_id, title),
    constraint note_usage_known check (usage in ('callingUserAssignment', 'firstPartyAppAssignment', 'conferenceAssignment'))
);
alter table note enable row level security;
alter table note force row level security;
create policy note_of_tenant on note to ${app_role}
    using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy note_of_background on note to ${background_role} using (true) with check (true);
grant select, insert, update, delete on note to ${app_role}, ${background_role};
