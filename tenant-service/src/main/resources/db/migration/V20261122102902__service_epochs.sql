-- In the order of services: the country's epoch since which each is consented to without a break. Of what was consented to before this
-- column nobody knows whether it was withdrawn in between, so only the present epoch is certain.
alter table enablement_country add column service_epochs integer[];
alter table enablement_country no force row level security;
update enablement_country set service_epochs = array_fill(epoch, array[cardinality(services)]);
alter table enablement_country force row level security;
alter table enablement_country alter column service_epochs set not null;
alter table enablement_country add constraint enablement_country_service_epochs_of_services
    check (cardinality(service_epochs) = cardinality(services));
