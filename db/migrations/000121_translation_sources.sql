-- What a translation was made from: the main text as it stood when the translator last said that the two agree.
alter table notice_text
  add column source_language text,
  add column source_title text,
  add column source_body text;
update notice_text t set source_language = m.language, source_title = m.title, source_body = m.body
  from notice n join notice_text m on m.notice_id = n.id and m.language = n.main_language
  where t.notice_id = n.id and t.language <> n.main_language;
