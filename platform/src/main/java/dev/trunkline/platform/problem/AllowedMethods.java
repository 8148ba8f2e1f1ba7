package dev.trunkline.platform.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What RFC 9110 wants in the Allow of a 405, and the framework leaves out. */
@ApplicationScoped
class AllowedMethods {

    private record Endpoint(Pattern path, String method) {}

    private final List<Endpoint> endpoints;

    AllowedMethods(BeanManager beans) {
        List<Endpoint> found = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            Path root = bean.getBeanClass().getAnnotation(Path.class);
            if (root != null) {
                for (Method method : bean.getBeanClass().getDeclaredMethods()) {
                    add(found, root, method);
                }
            }
        }
        this.endpoints = List.copyOf(found);
    }

    /** For a path as it was asked for, without the query. */
    String of(String path) {
        Set<String> methods = new TreeSet<>(List.of("OPTIONS"));
        for (Endpoint endpoint : endpoints) {
            if (endpoint.path().matcher(path).matches()) {
                methods.add(endpoint.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return String.join(", ", methods);
    }

    private static void add(List<Endpoint> found, Path root, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                Path rest = method.getAnnotation(Path.class);
                found.add(new Endpoint(pattern(root.value(), rest == null ? "" : rest.value()), http.value()));
            }
        }
    }

    /** A parameter of a template stands for one segment. */
    private static Pattern pattern(String root, String rest) {
        StringBuilder pattern = new StringBuilder();
        for (String segment : (root + "/" + rest).split("/", -1)) {
            if (!segment.isEmpty()) {
                pattern.append('/').append(segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment));
            }
        }
        return Pattern.compile(pattern.append("/?").toString());
    }
}
