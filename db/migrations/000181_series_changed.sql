-- When a series got another name or another set of notices: a public page that links its neighbours is rendered anew then. The
-- neighbour that was taken out can't tell any more.
alter table notice_series add column changed_at timestamptz not null default now();
