create table orders (
    order_id           uuid        not null,
    operator_id        uuid        not null,
    tenant_id          uuid        not null,
    type               text        not null,
    status             text        not null,
    enablement_epoch   integer     not null,
    customer_reference text,
    requested_date     date,
    porting_date       date,
    request_digest     bytea       not null,
    created_at         timestamptz not null,
    version            bigint      not null,
    constraint orders_pk primary key (order_id),
    constraint orders_type_known check (type in
        ('new', 'portIn', 'moveFromCallingPlan', 'moveFromDirectRouting')),
    constraint orders_status_known check (status in
        ('submitted', 'accepted', 'porting', 'ported', 'fulfilling', 'completed', 'rejected', 'cancelled'))
);

create unique index orders_customer_reference on orders (operator_id, customer_reference)
    where customer_reference is not null;
create index orders_of_operator on orders (operator_id, order_id);

create table order_lines (
    order_id          uuid    not null,
    line              integer not null,
    operator_id       uuid    not null,
    tenant_id         uuid    not null,
    country           text    not null,
    usage             text    not null,
    quantity          integer not null,
    telephone_numbers bigint[],
    delivered         integer not null default 0,
    constraint order_lines_pk primary key (order_id, line),
    constraint order_lines_order foreign key (order_id) references orders (order_id),
    constraint order_lines_one_per_kind unique (order_id, country, usage),
    constraint order_lines_usage_known check (usage in
        ('callingUserAssignment', 'firstPartyAppAssignment', 'conferenceAssignment')),
    constraint order_lines_quantity_positive check (quantity > 0),
    constraint order_lines_delivered_not_negative check (delivered >= 0)
);

-- What happened to an order: only ever added to.
create table order_steps (
    order_id    uuid        not null,
    step        integer     not null,
    operator_id uuid        not null,
    tenant_id   uuid        not null,
    status      text        not null,
    at          timestamptz not null,
    by          text        not null,
    reason      text,
    constraint order_steps_pk primary key (order_id, step),
    constraint order_steps_order foreign key (order_id) references orders (order_id),
    constraint order_steps_status_known check (status in
        ('submitted', 'accepted', 'porting', 'ported', 'fulfilling', 'completed', 'rejected', 'cancelled'))
);

-- Each number counts once for its order, however often it is reported.
create table order_deliveries (
    order_id         uuid    not null,
    telephone_number bigint  not null,
    line             integer not null,
    operator_id      uuid    not null,
    tenant_id        uuid    not null,
    constraint order_deliveries_pk primary key (order_id, telephone_number),
    constraint order_deliveries_line foreign key (order_id, line) references order_lines (order_id, line)
);

alter table orders enable row level security;
alter table orders force row level security;
create policy orders_app on orders to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy orders_background on orders to ${background_role} using (true) with check (true);

alter table order_lines enable row level security;
alter table order_lines force row level security;
create policy order_lines_app on order_lines to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy order_lines_background on order_lines to ${background_role} using (true) with check (true);

alter table order_steps enable row level security;
alter table order_steps force row level security;
create policy order_steps_app on order_steps to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy order_steps_background on order_steps to ${background_role} using (true) with check (true);

alter table order_deliveries enable row level security;
alter table order_deliveries force row level security;
create policy order_deliveries_app on order_deliveries to ${app_role}
    using (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid)
    with check (operator_id = nullif(current_setting('app.operator_id', true), '')::uuid);
create policy order_deliveries_background on order_deliveries to ${background_role} using (true) with check (true);

grant select, insert, update on orders, order_lines to ${app_role}, ${background_role};
grant select, insert on order_steps, order_deliveries to ${app_role}, ${background_role};
