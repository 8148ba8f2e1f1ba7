package dev.trunkline.kubernetes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Every configuration key that a running service reads: of Quarkus' extensions, from the lists of configuration roots in their jars,
 * without those that are fixed when a service is built; of Trunkline, from the mappings and injected properties of its classes.
 */
final class KnownKeys {

    private final Set<String> names = new TreeSet<>();
    private final List<Pattern> inFile = new ArrayList<>();
    private final List<Pattern> inEnvironment = new ArrayList<>();

    static KnownKeys ofTheServices() throws IOException, ReflectiveOperationException {
        KnownKeys known = new KnownKeys();
        known.addQuarkus();
        known.addTrunkline();
        known.names.forEach(name -> {
            known.inFile.add(inFile(name));
            known.inEnvironment.add(inEnvironment(name));
        });
        return known;
    }

    /** Whether a key of a properties file is known: an asterisk in a name stands for one part, quoted where it holds dots. */
    boolean has(String key) {
        return inFile.stream().anyMatch(name -> name.matcher(key).matches());
    }

    /** Whether a variable is the spelling of a known key for the environment. */
    boolean hasVariable(String variable) {
        return names.stream()
                .anyMatch(name -> inEnvironment(name).matcher(variable).matches());
    }

    int count() {
        return names.size();
    }

    private static Pattern inFile(String name) {
        return pattern(name, "(\"[^\"]+\"|[^.\"]+)", part -> part);
    }

    private static Pattern inEnvironment(String name) {
        return pattern(
                name, "[A-Z0-9_]+", part -> part.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }

    private static Pattern pattern(String name, String forAny, UnaryOperator<String> spelling) {
        StringBuilder pattern = new StringBuilder();
        for (String part : name.split("(?=\\*)|(?<=\\*)", -1)) {
            pattern.append(part.equals("*") ? forAny : Pattern.quote(spelling.apply(part)));
        }
        return Pattern.compile(pattern.toString());
    }

    private void addQuarkus() throws IOException, ReflectiveOperationException {
        for (URL list : resources("META-INF/quarkus-config-roots.list")) {
            for (String className : lines(list)) {
                Class<?> root = Class.forName(className, false, getClass().getClassLoader());
                ConfigRoot phase = root.getAnnotation(ConfigRoot.class);
                if (root.isInterface() && phase != null && phase.phase() == ConfigPhase.RUN_TIME) {
                    add(root);
                }
            }
        }
    }

    private void addTrunkline() {
        JavaClasses classes = new ClassFileImporter()
                .importPackages(
                        "dev.trunkline.platform",
                        "dev.trunkline.operator",
                        "dev.trunkline.tenant",
                        "dev.trunkline.number");
        for (JavaClass each : classes) {
            if (each.isAnnotatedWith(ConfigMapping.class)) {
                add(each.reflect());
            }
            for (JavaCodeUnit unit : each.getCodeUnits()) {
                for (JavaParameter parameter : unit.getParameters()) {
                    parameter
                            .tryGetAnnotationOfType(ConfigProperty.class)
                            .ifPresent(property -> names.add(property.name()));
                }
            }
        }
    }

    private void add(Class<?> mapping) {
        names.addAll(
                ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet());
    }

    private static List<URL> resources(String name) throws IOException {
        return new ArrayList<>(Collections.list(KnownKeys.class.getClassLoader().getResources(name)));
    }

    private static List<String> lines(URL file) throws IOException {
        try (InputStream open = file.openStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(open, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }
}
