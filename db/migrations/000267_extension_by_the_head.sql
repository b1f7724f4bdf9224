-- 信访工作条例 Art. 34: the head of the office approves an extension. Cases that run by the first version keep to it.
insert into voice_clock (code, version, titles, rules, since)
select code, 2, titles, rules || '{"extensionBy": "head"}', '2026-11-29' from voice_clock where code = 'petition' and version = 1;
