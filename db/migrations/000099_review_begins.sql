-- "Opened" is said of what readers do, which is counted nowhere; a review begins.
alter table access_review rename column opened_on to begins_on;
