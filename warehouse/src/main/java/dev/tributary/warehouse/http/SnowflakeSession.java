package dev.tributary.warehouse.http;

/** Where Snowflake runs statements, and as whom; the names as Snowflake spells them. */
public record SnowflakeSession(String database, String warehouse, String role) {}
