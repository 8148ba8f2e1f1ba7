-- Epoch of the consent to the country, under which the line was ordered. Null for orders of before it was kept.
alter table order_lines add column country_epoch integer;
