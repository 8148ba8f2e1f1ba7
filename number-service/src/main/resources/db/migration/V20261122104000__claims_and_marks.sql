-- What a tenant notes on a number for itself. A block with an end is over at that time by itself.
alter table phone_number
    add column assignment_block text,
    add column blocked_until    timestamptz,
    add column tags             text[] not null default '{}',
    add constraint phone_number_block_known check (assignment_block in ('forever', 'until')),
    add constraint phone_number_block_whole check ((blocked_until is not null) = (assignment_block is not distinct from 'until')),
    add constraint phone_number_blocked_is_unassigned check
        (assignment_block is distinct from 'forever' or assignment_status = 'unassigned'),
    add constraint phone_number_tags_bounded check (cardinality(tags) <= 50);

-- A tenant lists its Calling Plan and Direct Routing numbers itself.
grant insert on phone_number to ${app_role};

-- Whether somebody else has the number delivered is all that a tenant may learn of others' rows. The owner reads them for that; the
-- index of delivered numbers answers.
create policy phone_number_owner on phone_number for select to ${owner_role} using (true);
create function is_held_elsewhere(claimed bigint, claimant uuid) returns boolean
    language sql stable security definer set search_path from current
    as $$
        select exists (select
                         from phone_number delivered
                        where delivered.number = claimed
                          and delivered.number_type = 'operatorConnect'
                          and delivered.holding_status = 'held'
                          and delivered.tenant_id <> claimant)
    $$;
revoke execute on function is_held_elsewhere from public;
grant execute on function is_held_elsewhere to ${app_role}, ${background_role};

-- Lists are read along (tenant, number); these are for filters that leave few of many numbers.
create index phone_number_by_assignment on phone_number (tenant_id, assignment_status, number) where holding_status <> 'gone';
create index phone_number_of_order on phone_number (tenant_id, order_id, number) where holding_status <> 'gone' and order_id is not null;
create index phone_number_of_place on phone_number (tenant_id, civic_address_id, number) where civic_address_id is not null;
create index phone_number_claims on phone_number (tenant_id, number) where holding_status <> 'gone' and number_type <> 'operatorConnect';
create index phone_number_in_motion on phone_number (tenant_id, activation_state, number)
    where holding_status <> 'gone' and activation_state <> 'activated';
create index phone_number_leaving on phone_number (tenant_id, release_status, number) where release_status is not null;
create index phone_number_blocked on phone_number (tenant_id, number) where assignment_block is not null;
create index phone_number_tagged on phone_number using gin (tags) where tags <> '{}';
