// SPDX-License-Identifier: Apache-2.0
// Administration that remembers what it was asked.
package io.eightfold.whois8.server.http;

import com.google.gson.JsonObject;
import io.eightfold.whois8.registry.AdminCaller;
import io.eightfold.whois8.registry.AdminException;
import io.eightfold.whois8.registry.AdminRole;
import io.eightfold.whois8.registry.AdminService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows one token and the verbs {@code echo}, {@code conflict} and {@code crash}. Thread: any. */
final class LabAdmin implements AdminService {
    static final String TOKEN = "correct-horse-battery";
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public Optional<AdminCaller> authenticate(final String token, final String client) {
        return TOKEN.equals(token) ? Optional.of(new AdminCaller("alice", AdminRole.ADMIN, client)) : Optional.empty();
    }

    @Override
    public Set<String> verbs() {
        return Set.of("echo", "conflict", "crash");
    }

    @Override
    public JsonObject handle(final AdminCaller caller, final String verb, final JsonObject request) throws AdminException {
        calls.incrementAndGet();
        if ("conflict".equals(verb)) {
            throw new AdminException(AdminException.Kind.CONFLICT, "AS64496 has routes", List.of("64496.10.0.0.0/8"));
        }
        if ("crash".equals(verb)) {
            throw new IllegalStateException("secret detail");
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("actor", caller.actor());
        answer.addProperty("client", caller.client());
        answer.add("request", request);
        return answer;
    }

    @Override
    public JsonObject importRecords(final AdminCaller caller, final String rir, final Reader lines) throws IOException {
        calls.incrementAndGet();
        long count = 0;
        final BufferedReader reader = new BufferedReader(lines);
        while (reader.readLine() != null) {
            count++;
        }
        final JsonObject answer = new JsonObject();
        answer.addProperty("rir", rir);
        answer.addProperty("added", count);
        return answer;
    }

    @Override
    public void exportRecords(final AdminCaller caller, final String rir, final Writer lines) throws AdminException, IOException {
        calls.incrementAndGet();
        if (!"lab".equals(rir)) {
            throw new AdminException(AdminException.Kind.NOT_FOUND, "there is no registry " + rir);
        }
        for (int i = 0; i < 50_000; i++) {
            lines.write("{\"line\":" + i + "}\n");
        }
        lines.flush();
    }
}
