-- Search in published answers looks for the beginnings of Latin words, and for other stretches of the order of publication
-- (published/model/search.ts). What was published before gets these pieces too; its old ones do no harm.
update voice_published p set grams = p.grams
  || array(
    select distinct ((case when sum >= 2147483648 then sum - 4294967296 else sum end))::int from (
      select mod(sum(ascii(substr(run[1], i, 1)) * 31::numeric ^ (n - i)), 4294967296) as sum
      from regexp_matches(p.folded, '[a-z0-9ß-ʯḀ-ỿ]{3,}', 'g') with ordinality as found (run, place),
        generate_series(3, least(8, length(run[1]))) as n, generate_series(1, n) as i
      group by found.place, n) as beginning)
  || array(
    select (-65536 + (((level - 12) << 12) | ((p.seq >> level) & 4095)))::int from generate_series(12, 20, 2) as level)
  || case when p.seq % 256 = 0 then '{-1}'::int[] else '{}' end
where p.grams is not null;
