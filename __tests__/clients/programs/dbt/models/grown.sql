{{ config(materialized='incremental', incremental_strategy='append') }}
SELECT id, name FROM {{ ref('orders') }}
