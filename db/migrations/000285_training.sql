-- Training, its first part: drills that were held, and how often law and district ask for them. Exercises of the incidents
-- are not copied: they are read where they are (docs/decisions/0051).

-- How often a drill has to be held: data, which the district adds to and ends. What the law asks for comes with Belfry.
create table drill_requirement (
  id bigint generated always as identity primary key,
  -- of what comes with Belfry; null: the district's own
  code text unique,
  texts jsonb not null,
  -- a kindergarten is known by its name (src/features/training/model.ts)
  places text not null check (places in ('school', 'kindergarten', 'all')),
  -- kinds of event whose drills count
  kinds text[] not null check (cardinality(kinds) > 0),
  per text not null check (per in ('month', 'quarter', 'term', 'year')),
  times smallint not null check (times between 1 and 20),
  -- per month: in which months it is asked for; null: in all
  months smallint[],
  -- the law or the order, as it is cited
  source jsonb not null,
  holds_from date not null,
  -- the first day on which it no longer holds
  ends_on date,
  made_by bigint references account (id),
  made_at timestamptz not null,
  ended_by bigint references account (id)
);

insert into drill_requirement (code, texts, places, kinds, per, times, months, source, holds_from, made_at) values
  ('evacuation_school', '{"zh-CN": "应急疏散演练", "en": "Evacuation drill"}', 'school',
    '{flood,landslide,earthquake,storm,fire,building,attack}', 'month', 1, '{9,10,11,12,1,3,4,5,6}',
    '{"zh-CN": "《中小学幼儿园应急疏散演练指南》（教基一厅〔2014〕2号）：中小学校每月至少一次",
      "en": "Guide to evacuation drills (Ministry of Education, 2014, no. 2): schools at least monthly"}',
    '2014-02-22', now()),
  ('evacuation_kindergarten', '{"zh-CN": "应急疏散演练", "en": "Evacuation drill"}', 'kindergarten',
    '{flood,landslide,earthquake,storm,fire,building,attack}', 'quarter', 1, null,
    '{"zh-CN": "《中小学幼儿园应急疏散演练指南》（教基一厅〔2014〕2号）：幼儿园每季度至少一次",
      "en": "Guide to evacuation drills (Ministry of Education, 2014, no. 2): kindergartens at least each quarter"}',
    '2014-02-22', now()),
  ('disaster_term', '{"zh-CN": "洪水、地震、火灾等灾害演练", "en": "Drill for flood, earthquake or fire"}', 'all',
    '{flood,landslide,earthquake,storm,fire}', 'term', 1, null,
    '{"zh-CN": "《中小学幼儿园安全管理办法》第四十二条：每学期至少一次",
      "en": "Safety Measures for Schools and Kindergartens, Art. 42: at least once a term"}',
    '2006-09-01', now()),
  ('fire_year', '{"zh-CN": "灭火和应急疏散预案演练", "en": "Fire drill"}', 'all', '{fire}', 'year', 1, null,
    '{"zh-CN": "《机关、团体、企业、事业单位消防安全管理规定》（公安部令第61号）第四十条：每年至少一次",
      "en": "Fire Safety Rules for Institutions (Ministry of Public Security, order 61), Art. 40: at least yearly"}',
    '2002-05-01', now());

-- A drill that was held without the incident desk, written down by the school. Totals only: no list of who took part.
create table drill (
  id bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  kind text not null check (kind in ('flood', 'landslide', 'earthquake', 'storm', 'fire', 'epidemic', 'food', 'utilities',
    'building', 'transport', 'attack', 'missing', 'cyber', 'network')),
  held_on date not null,
  minutes smallint not null check (minutes between 1 and 1440),
  pupils integer check (pupils between 0 and 100000),
  staff integer check (staff between 0 and 100000),
  -- what was found and what is to be changed
  found text not null default '',
  made_by bigint not null references account (id),
  made_at timestamptz not null,
  -- entered by mistake: it stays, struck out, with the reason
  withdrawn_by bigint references account (id),
  withdrawn_at timestamptz,
  reason text not null default '',
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index drill_organisation on drill (organisation_id, held_on);
create index drill_held on drill (held_on);
