package dev.trunkline.platform.web;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Understands the header {@code Idempotency-Key} on a resource method: its effect, its answer and the key commit together, and a
 * repeat within 24 hours gets the first answer. The same key with another body is answered with 422, while the first is under way
 * with 409. The query counts as part of the body. A repeated answer has the header {@code Idempotent-Replayed: true}.
 *
 * <p>The method must be {@code @Transactional} and return {@link jakarta.ws.rs.core.Response}. An answer that is a thrown problem
 * rolls back and is not remembered.
 */
@InterceptorBinding
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {

    /** The request header with the key: 1 to 255 visible ASCII characters. */
    String HEADER = "Idempotency-Key";
}
