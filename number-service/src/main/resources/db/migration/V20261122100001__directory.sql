-- What this service needs of an operator's directory entry. Public to every caller, so the request path may read all of it.
create table operator_entry (
    operator_id           uuid    not null,
    revision              bigint  not null,
    name                  text    not null,
    support_contact       text    not null,
    status                text    not null,
    quarantine_days       integer not null,
    auto_confirm_releases boolean not null,
    constraint operator_entry_pk primary key (operator_id),
    constraint operator_entry_status_known check (status in ('listed', 'retired')),
    constraint operator_entry_quarantine_in_range check (quarantine_days between 0 and 365)
);
alter table operator_entry enable row level security;
alter table operator_entry force row level security;
create policy operator_entry_public on operator_entry for select to ${app_role} using (true);
create policy operator_entry_background on operator_entry to ${background_role} using (true) with check (true);
grant select on operator_entry to ${app_role};
grant select, insert, update on operator_entry to ${background_role};
