{{ config(materialized='view') }}
SELECT * FROM {{ ref('orders') }} WHERE id > 1
