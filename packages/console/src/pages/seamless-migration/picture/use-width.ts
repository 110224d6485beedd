import { type RefObject, useEffect, useRef, useState } from 'react';

/** How wide an element is, in pixels; undefined while it is not seen. */
export const useWidth = (): readonly [RefObject<HTMLDivElement | null>, number | undefined] => {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number>();
  useEffect(() => {
    const element = box.current!;
    const measure = (): void => setWidth(element.clientWidth || undefined);
    measure();
    const follow = new ResizeObserver(measure);
    follow.observe(element);
    return () => follow.disconnect();
  }, []);
  return [box, width];
};
