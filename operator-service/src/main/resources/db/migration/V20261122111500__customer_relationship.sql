-- Changes with the customer relationship, which events of the tenant do not touch.
alter table consents add column relationship_version bigint not null default 0;
grant update (relationship_version) on consents to ${app_role};

-- Every step of every customer relationship, of earlier epochs too: only ever added to.
create table customer_relationship_steps (
    operator_id uuid        not null,
    tenant_id   uuid        not null,
    step        integer     not null,
    epoch       integer     not null,
    at          timestamptz not null,
    by          text        not null,
    status      text        not null,
    before      text,
    comment     text,
    constraint customer_relationship_steps_pk primary key (operator_id, tenant_id, step),
    constraint customer_relationship_steps_consent foreign key (operator_id, tenant_id)
        references consents (operator_id, tenant_id),
    constraint customer_relationship_steps_known check (status in
        ('ConsentAcknowledged', 'CustomerContacted', 'AgreementSigned', 'ConsentDeclined', 'ContractTerminated')),
    constraint customer_relationship_steps_end_with_comment check
        (status not in ('ConsentDeclined', 'ContractTerminated') or comment is not null)
);

alter table customer_relationship_steps enable row level security;
alter table customer_relationship_steps force row level security;
create policy customer_relationship_steps_app on customer_relationship_steps to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy customer_relationship_steps_background on customer_relationship_steps to ${background_role}
    using (true) with check (true);
grant select, insert on customer_relationship_steps to ${app_role};
grant select on customer_relationship_steps to ${background_role};
