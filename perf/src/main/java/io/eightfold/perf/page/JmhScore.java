// SPDX-License-Identifier: Apache-2.0
// The score of one JMH benchmark.
package io.eightfold.perf.page;

import java.util.stream.Collectors;

/**
 * @param name       class and method, with parameters.
 * @param value      lowest and highest of the iterations beside JMH's mean.
 * @param unit       as {@code ns/op}.
 */
record JmhScore(String name, Measured value, String unit) {

    static JmhScore parse(final ResultNode node) {
        final String[] words = node.text("benchmark").split("\\.");
        final String name = words.length < 2 ? words[0] : words[words.length - 2] + '.' + words[words.length - 1];
        final ResultNode metric = node.child("primaryMetric");
        final ResultNode percentiles = metric.child("scorePercentiles");
        return new JmhScore(name + parameters(node), new Measured(metric.number("score"), percentiles.number("0.0"), percentiles.number("100.0")),
            metric.text("scoreUnit"));
    }

    private static String parameters(final ResultNode node) {
        if (!node.has("params")) {
            return "";
        }
        final ResultNode parameters = node.child("params");
        return parameters.json().keySet().stream().sorted().map(parameters::text).collect(Collectors.joining(", ", " (", ")"));
    }
}
