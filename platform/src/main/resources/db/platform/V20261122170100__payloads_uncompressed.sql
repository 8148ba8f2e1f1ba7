-- A payload is read and deleted milliseconds after it was written, and Kafka's producer compresses it anyway: compressing it for the table
-- costs more than writing it as it is.
alter table outbox alter column payload set storage external;
