package dev.tributary.warehouse.parquet;

/**
 * What S3 knows a caller by. Its text does not show it.
 *
 * @param sessionToken empty for credentials that last
 */
public record S3Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {

  @Override
  public String toString() {
    return "S3Credentials[hidden]";
  }
}
