import type { ShouldRevalidateFunction } from "@remix-run/react";

/**
 * The router keeps what it read when an action is refused; after a conflict the page must show the other
 * person's version, and its button must carry it.
 */
export const rereadAfterConflict: ShouldRevalidateFunction = ({
  actionStatus,
  defaultShouldRevalidate,
}) => actionStatus === 409 || defaultShouldRevalidate;

/** A refusal may come from what somebody else noted meanwhile: the page shows it. */
export const rereadAfterRefusal: ShouldRevalidateFunction = ({
  actionStatus = 200,
  defaultShouldRevalidate,
}) => actionStatus >= 400 || defaultShouldRevalidate;
