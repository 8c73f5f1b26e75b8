// SPDX-License-Identifier: Apache-2.0
// Answers requests that Jetty refuses.
package io.eightfold.whois8.server.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A head that cannot be read, or is too long, never reaches {@link RequestHandler}; it is counted and answered here, in our own words. Thread: session. */
final class RefusalHandler extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalHandler.class);
    private final HttpCounters counters;
    private final HttpLimits limits;

    RefusalHandler(final HttpCounters counters, final HttpLimits limits) {
        this.counters = counters;
        this.limits = limits;
    }

    @Override
    public boolean handle(final Request request, final Response response, final Callback callback) {
        final int asked = request.getAttribute(ERROR_STATUS) instanceof Integer status ? status : response.getStatus();
        final int status = asked < HttpStatus.BAD_REQUEST_400 ? HttpStatus.INTERNAL_SERVER_ERROR_500 : asked;
        final Exchange exchange = new Exchange(request, response, callback);
        if (Exchange.of(request).isEmpty()) {
            exchange.countWith(counters);
        }
        if (status == HttpStatus.INTERNAL_SERVER_ERROR_500) {
            LOG.warn("whois8 http fault=bug request failed path={}", request.getHttpURI().getPath(), (Throwable) request.getAttribute(ERROR_EXCEPTION));
        }
        exchange.refuse(new HttpProblem(status, title(status), List.of(description(status)), Map.of()), Exchange.RDAP);
        return true;
    }

    private static String title(final int status) {
        return HttpStatus.getMessage(status).toLowerCase(Locale.ROOT);
    }

    private String description(final int status) {
        return switch (status) {
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "request line and header fields are longer than headBytes=" + limits.headBytes();
            case HttpStatus.INTERNAL_SERVER_ERROR_500 -> "the server has a fault; its log says which";
            default -> "the request is not one of HTTP/1.1 that this server understands";
        };
    }
}
