{{ config(materialized='table', partitioned_by=['day']) }}
SELECT id, name, CAST(day AS varchar) AS day FROM {{ ref('names') }}
