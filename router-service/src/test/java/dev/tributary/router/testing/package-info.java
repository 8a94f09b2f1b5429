/** Far ends of webhooks that behave and misbehave. */
package dev.tributary.router.testing;
