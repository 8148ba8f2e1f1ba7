-- Addresses and locations can go while no number uses them. Whoever gives a number a location holds its address FOR SHARE until commit, the
-- background role too, and FOR SHARE asks for the right to update a column.
grant delete on civic_address, emergency_location to ${app_role};
grant update (revision) on civic_address to ${background_role};
create index phone_number_at_address on phone_number (tenant_id, civic_address_id, location_id) where civic_address_id is not null;
