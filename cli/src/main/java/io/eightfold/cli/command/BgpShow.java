// SPDX-License-Identifier: Apache-2.0
// ipv8 show bgp: what BGP8 knows.
package io.eightfold.cli.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.eightfold.cli.show.BgpNeighborText;
import io.eightfold.cli.show.BgpText;
import io.eightfold.controlplane.management.ManagementClient;
import io.eightfold.controlplane.management.ManagementException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The words behind {@code show bgp}: {@code summary}, {@code routes [PREFIX | ADDRESS]}, {@code neighbors [ADDRESS [routes | received-routes | advertised-routes]]}; each may be abbreviated. Routes come in
 * pages: however many there are, the router is never held up for long. Thread: startup.
 */
final class BgpShow {
    private static final String ROUTES = "routes";
    private static final String RECEIVED = "received-routes";
    private static final String ADVERTISED = "advertised-routes";
    private static final List<String> QUESTIONS = List.of("summary", ROUTES, "neighbors");
    private static final List<String> OF_NEIGHBOR = List.of(ROUTES, RECEIVED, ADVERTISED);

    private final Path socket;

    /**
     * An answer.
     *
     * @param isCut whether there was more than asked for
     */
    record Answer(JsonElement json, Function<JsonElement, String> text, boolean isCut) {
    }

    BgpShow(final Path socket) {
        this.socket = socket;
    }

    /** @param limit routes at most */
    Answer ask(final List<String> words, final int limit) throws ManagementException {
        final List<String> request = new ArrayList<>(List.of("show", "bgp"));
        // As operators of other routers have it: the family is the only one.
        final List<String> rest = new ArrayList<>(words == null ? List.of() : words);
        rest.removeIf(word -> "ipv8".equals(word) || "unicast".equals(word));
        if (rest.isEmpty() || rest.getFirst().indexOf('.') >= 0 || "default".equals(rest.getFirst())) {
            rest.addFirst(ROUTES);
        }
        final String question = full(rest.getFirst(), QUESTIONS);
        request.add(question);
        request.addAll(rest.subList(1, rest.size()));
        if (ROUTES.equals(question)) {
            return request.size() > 3 ? new Answer(ManagementClient.ask(socket, request), BgpText::explanation, false) : pages(request, BgpText::routes, limit);
        }
        if ("neighbors".equals(question) && request.size() > 4) {
            final String of = full(request.get(4), OF_NEIGHBOR);
            request.set(4, of);
            return pages(request, ADVERTISED.equals(of) ? BgpText::advertised : BgpText::routes, limit);
        }
        return new Answer(ManagementClient.ask(socket, request), "summary".equals(question) ? BgpText::summary : BgpNeighborText::of, false);
    }

    private Answer pages(final List<String> request, final Function<JsonElement, String> text, final int limit) throws ManagementException {
        final JsonArray routes = new JsonArray();
        JsonElement next = null;
        do {
            final List<String> page = new ArrayList<>(request);
            if (next != null) {
                page.addAll(List.of("from", next.getAsString()));
            }
            final JsonObject answer = ManagementClient.ask(socket, page).getAsJsonObject();
            answer.getAsJsonArray("routes").forEach(routes::add);
            next = answer.get("next");
        } while (!next.isJsonNull() && routes.size() < limit);
        final boolean isCut = !next.isJsonNull() || routes.size() > limit;
        while (routes.size() > limit) {
            routes.remove(routes.size() - 1);
        }
        return new Answer(routes, text, isCut);
    }

    private static String full(final String word, final List<String> words) throws ManagementException {
        final List<String> fitting = words.stream().filter(each -> each.startsWith(word)).toList();
        if (fitting.size() != 1) {
            throw new ManagementException("'" + word + "' is none of " + String.join(", ", words) + " after 'show bgp'");
        }
        return fitting.getFirst();
    }
}
