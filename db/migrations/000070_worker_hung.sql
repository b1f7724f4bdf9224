-- What in a sending process has not finished a turn for long, as its housekeeper sees it: other processes' /healthz tells it.
alter table delivery_worker add column hung text;
