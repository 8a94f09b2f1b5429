package dev.tributary.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import net.jpountz.lz4.LZ4Factory;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

class NativeLz4Test {

  /** As Quarkus runs a service: its libraries are not in the system's class loader. */
  @Test
  void isWhatKafkasClientsTakeInAClassLoaderOfTheirOwn() throws Exception {
    try (var loader =
        new URLClassLoader(
            new URL[] {placeOf(NativeLz4.class), placeOf(LZ4Factory.class), placeOf(Logger.class)},
            ClassLoader.getPlatformClassLoader())) {
      assertThat(fastest(loader)).doesNotContain("JNI");

      var load = loader.loadClass(NativeLz4.class.getName()).getDeclaredMethod("load");
      load.setAccessible(true);
      load.invoke(null);

      assertThat(fastest(loader)).contains("JNI");
    }
  }

  private static String fastest(ClassLoader loader) throws Exception {
    var factory = loader.loadClass(LZ4Factory.class.getName());
    return factory.getMethod("fastestInstance").invoke(null).toString();
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
