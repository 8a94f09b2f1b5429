package dev.tributary.acceptance.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassVisitor;

/**
 * The environment variables that a packaged service listens to, read from the package itself: from
 * Quarkus' own description of its run-time settings, from the service's configuration interfaces,
 * and from the settings files that ship with it.
 */
final class ConfigurationKeys {

  private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
  private static final List<String> SETTINGS_FILES =
      List.of("META-INF/microprofile-config.properties", "application.properties");

  private final TreeSet<String> variables = new TreeSet<>();

  private ConfigurationKeys() {}

  /** Those of the service packaged in a {@code quarkus-app} folder. */
  static ConfigurationKeys of(Path quarkusApp) throws Exception {
    var keys = new ConfigurationKeys();
    var jars = new ArrayList<Path>();
    for (var folder : List.of("app", "lib/main", "lib/boot")) {
      try (var files = Files.list(quarkusApp.resolve(folder))) {
        files.filter(file -> file.toString().endsWith(".jar")).forEach(jars::add);
      }
    }
    var urls = new ArrayList<URL>();
    for (var jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    // SmallRye reads a mapping by way of ASM, which a packaged service no longer needs.
    urls.add(ClassVisitor.class.getProtectionDomain().getCodeSource().getLocation());
    try (var loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
      for (var jar : jars) {
        keys.read(jar, loader);
      }
    }
    return keys;
  }

  /** Whether the service has a setting by this variable. */
  boolean contains(String variable) {
    return variables.contains(variable);
  }

  int size() {
    return variables.size();
  }

  private void read(Path jarFile, ClassLoader loader) throws Exception {
    boolean ours = jarFile.getFileName().toString().contains("tributary");
    try (var jar = new JarFile(jarFile.toFile())) {
      var model = jar.getJarEntry(MODEL);
      if (model != null) {
        readModel(new ObjectMapper().readTree(jar.getInputStream(model)));
      }
      if (!ours) {
        return;
      }
      for (var name : SETTINGS_FILES) {
        var file = jar.getJarEntry(name);
        if (file != null) {
          readSettings(jar.getInputStream(file));
        }
      }
      for (var entry : jar.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        readMapping(entry.getName().replace('/', '.').replaceFirst("\\.class$", ""), loader);
      }
    }
  }

  private void readModel(JsonNode node) {
    var variable = node.path("path").path("environmentVariable");
    if (variable.isTextual() && node.path("phase").asText().equals("RUN_TIME")) {
      variables.add(variable.asText());
    }
    node.forEach(this::readModel);
  }

  private void readSettings(InputStream file) throws IOException {
    var settings = new Properties();
    settings.load(file);
    settings.stringPropertyNames().forEach(this::addProperty);
  }

  /** Asks SmallRye for the properties of an interface that is a configuration mapping. */
  private void readMapping(String className, ClassLoader loader) throws Exception {
    Class<?> candidate;
    try {
      candidate = loader.loadClass(className);
    } catch (NoClassDefFoundError _) {
      return; // generated against something that a fast-jar keeps elsewhere; no mapping is
    }
    if (!candidate.isInterface() || !isMapping(candidate)) {
      return;
    }
    var configClass = loader.loadClass("io.smallrye.config.ConfigMappings$ConfigClass");
    var mapped = configClass.getMethod("configClass", Class.class).invoke(null, candidate);
    var properties =
        loader
            .loadClass("io.smallrye.config.ConfigMappings")
            .getMethod("getProperties", configClass)
            .invoke(null, mapped);
    ((Map<?, ?>) properties).keySet().forEach(name -> addProperty((String) name));
  }

  private static boolean isMapping(Class<?> candidate) {
    for (Annotation annotation : candidate.getAnnotations()) {
      if (annotation.annotationType().getName().equals("io.smallrye.config.ConfigMapping")) {
        return true;
      }
    }
    return false;
  }

  private void addProperty(String property) {
    variables.add(
        Pattern.compile("[^A-Za-z0-9]").matcher(property).replaceAll("_").toUpperCase(Locale.ROOT));
  }
}
